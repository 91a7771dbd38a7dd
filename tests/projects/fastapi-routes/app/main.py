from fastapi import Depends, FastAPI

from app import desk, results
from app.security import get_current_patient

app = FastAPI()
app.include_router(results.router, prefix="/portal", dependencies=[Depends(get_current_patient)])
app.mount("/desk", desk.desk)
