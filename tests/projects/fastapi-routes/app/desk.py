from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.routing import Mount, Route
from starlette.templating import Jinja2Templates

templates = Jinja2Templates(directory="app/templates")


@requires("authenticated")
async def intake(request):
    return templates.TemplateResponse(request, "intake.html")


@requires("authenticated")
async def notes(request):
    return templates.TemplateResponse(request, "notes.html")


desk = Starlette(routes=[Route("/intake", intake), Mount("/", routes=[Route("/notes", endpoint=notes)])])
