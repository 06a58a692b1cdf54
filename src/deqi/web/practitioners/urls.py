"""Addresses of the directory. People are named by 128 random bits, never by a number."""

from django.urls import path

from deqi.web.practitioners.views import choosing, profile, search
from deqi.web.reviews.views import removals, write

app_name = "practitioners"
urlpatterns = [
    path("", search.index, name="index"),
    path("how-to-choose/", choosing.page, name="how-to-choose"),
    path("how-to-choose/card.pdf", choosing.card, name="card"),
    path("removed-reviews/", removals.log, name="removals"),
    path("<slug:public_id>/", profile.profile, name="profile"),
    path("<slug:public_id>/review/", write.review, name="review"),
    path("<slug:public_id>/review/<slug:code>/", write.review, name="review-with-code"),
]
