from django.http import HttpResponse


def pdf(request):
    return HttpResponse("x")
