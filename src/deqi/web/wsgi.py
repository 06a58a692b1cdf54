"""The WSGI application: ``granian --interface wsgi deqi.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from deqi.answers import default_tables

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")
# Read the data before the first visitor comes: a broken file stops the server, and nobody waits.
default_tables()
application = get_wsgi_application()
