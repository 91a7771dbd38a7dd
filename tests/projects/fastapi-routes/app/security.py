from typing import Annotated

from fastapi import Depends, HTTPException, Request


def get_current_patient(request: Request):
    patient = request.session.get("patient")
    if patient is None:
        raise HTTPException(status_code=401)
    return patient


Patient = Annotated[str, Depends(get_current_patient)]
