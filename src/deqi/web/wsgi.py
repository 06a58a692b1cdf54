"""The WSGI application: ``granian --interface wsgi deqi.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")
application = get_wsgi_application()
