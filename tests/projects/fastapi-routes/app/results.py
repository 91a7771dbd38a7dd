from fastapi import APIRouter, Request
from fastapi.templating import Jinja2Templates

from app.security import Patient

router = APIRouter(prefix="/results")
templates = Jinja2Templates(directory="app/templates")


@router.get("")
def index(request: Request, patient: Patient):
    return templates.TemplateResponse(request, "results.html", {"patient": patient})


@router.get("/{id:int}")
def detail(request: Request, id: int, patient: Patient):
    return templates.TemplateResponse(name="result.html", request=request)


@router.get("/{id:int}/raw")
def raw(id: int, patient: Patient):
    return {"id": id}
