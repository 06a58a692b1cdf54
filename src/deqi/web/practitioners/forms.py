"""What somebody looks for. The form checks shape; what a place or a radius means is decided elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

RADII = (5, 10, 25, 50, 100)
LANGUAGES = (
    ("", _("Any language")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh", _("Chinese")),
    ("ko", _("Korean")),
    ("ja", _("Japanese")),
    ("vi", _("Vietnamese")),
    ("de", _("German")),
    ("fr", _("French")),
)


class SearchForm(forms.Form):
    """One search near a place."""

    near = forms.CharField(max_length=60, label=_("Your ZIP code"))
    radius = forms.TypedChoiceField(
        coerce=int,
        choices=[(radius, _("within %(radius)d miles") % {"radius": radius}) for radius in RADII],
        initial=25,
        empty_value=25,  # type: ignore[arg-type]
        required=False,
        label=_("How far"),
    )
    language = forms.ChoiceField(choices=LANGUAGES, required=False, label=_("Speaks"))
    price = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, label=_("Highest price of a visit, in US dollars")
    )
    certified = forms.BooleanField(required=False, label=_("Only with a certificate that somebody saw"))
    everybody = forms.BooleanField(required=False, label=_("Also people whose licence nobody has looked up"))
    outcomes = forms.BooleanField(required=False, label=_("First those with enough tracked patients"))

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="%s")  # type: ignore[arg-type]
