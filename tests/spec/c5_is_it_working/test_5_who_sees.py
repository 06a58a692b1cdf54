"""Who sees the forecast and the decision

A setting of the site: the person, the clinician alone, or nobody.
"""

from deqi.vocabulary import Sees


def test_the_clinician_alone(track, course):
    """The person then sees what was measured; the clinician sees all of it."""
    weeks = course([7, 7, 6, 4, 3, 3, 3], visits=6)
    person = track(weeks, sees=Sees.CLINICIAN)
    clinician = track(weeks, sees=Sees.CLINICIAN, reader=Sees.CLINICIAN)
    assert (person["decision"], person["outlook"]) == (None, None)
    assert person["changes"] == clinician["changes"]
    assert clinician["decision"]["verdict"] == "go on"


def test_nobody(track, course):
    """Then no forecast is on the chart either, nor in its sentence."""
    told = track(course([7, 7, 6, 4, 3, 3, 3], visits=6), sees=Sees.NOBODY, reader=Sees.CLINICIAN)
    assert told["decision"] is None
    assert told["chart"]["ahead"] == told["chart"]["sealed"] == []
    assert "of 100" not in told["chart"]["sentence"]
