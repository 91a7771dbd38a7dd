from flask import Blueprint, jsonify, render_template
from flask_login import login_required

bp = Blueprint("results", __name__, url_prefix="/unused")


@bp.route("/results")
@login_required
def index():
    return render_template("results/index.html")


@bp.route("/results/<int:id>")
@login_required
def detail(id):
    page = "results/detail.html"
    return render_template(page, id=id)


@bp.get("/results/<int:id>.json")
@login_required
def data(id):
    return jsonify(id=id)
