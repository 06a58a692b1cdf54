from django.http import HttpResponse
def index(request): return HttpResponse("x")
def search(request): return HttpResponse('{"found":[],"note":""}')
def page(request, code): return HttpResponse(code)
def pdf(request): return HttpResponse("x")
