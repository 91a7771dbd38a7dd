from flask import Flask, render_template


def create_app():
    app = Flask(__name__)

    from portal.results import bp as results
    from portal.visits import visits

    app.register_blueprint(results, url_prefix="/my")
    app.register_blueprint(visits)

    @app.get("/")
    def home():
        return render_template("home.html")

    return app
