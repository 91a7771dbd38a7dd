from flask import Blueprint, abort, render_template
from flask.views import MethodView
from flask_login import current_user

visits = Blueprint("visits", __name__, url_prefix="/my/visits", template_folder="pages")


@visits.before_request
def patients_only():
    if not current_user.is_authenticated:
        abort(401)


class Visits(MethodView):
    template = "visits/index.html"

    def get(self):
        return render_template(self.template)


visits.add_url_rule("", view_func=Visits.as_view("index"))


@visits.get("/<day>")
def day(day):
    return render_template("visits/day.html", day=day)
