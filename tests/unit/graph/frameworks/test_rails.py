from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.coded import found, told

from pixelgate.source import Location

BASE = "class ApplicationController < ActionController::Base\n  before_action :authenticate_user!\nend\n"


def routes(body: str, controllers: dict[str, str] | None = None, *views: str) -> list[str]:
    files = {"config/routes.rb": f"Rails.application.routes.draw do\n{body}\nend\n"}
    files |= {f"app/controllers/{name}_controller.rb": text for name, text in (controllers or {}).items()}
    return told("rails", files, *(f"app/views/{view}" for view in views))


@pytest.mark.parametrize(
    ("declared", "pattern"),
    [
        ("get 'a/:id', to: 'x#y'", "/a/:id"),
        ("get :a => 'x#y'", "/a"),
        ("get 'a(/:b)(.:format)', to: 'x#y'", "/a{/:b}?"),
        ("get 'a/*rest', to: 'x#y'", "/a/:rest+"),
        ("get '(:locale)/a', to: 'x#y'", "{/:locale}?/a"),
        ("match 'a', to: 'x#y', via: [:get, :post]", "/a"),
        ("scope 'p', module: 'q' do\nget 'a', to: 'x#y'\nend", "/p/a"),
        ("namespace :p, path: 'q' do\nget 'a', to: 'x#y'\nend", "/q/a"),
        ("scope path: ':account', controller: :x do\nget 'a', action: :y\nend", "/:account/a"),
        ("root 'x#y'", "/"),
        ("%w[a].each do |one|\nget \"see/#{one}\", to: 'x#y'\nend", "/see/a"),
        ("concern :c do\nget 'a', to: 'x#y'\nend\nscope('p') { concerns :c }", "/p/a"),
    ],
)
def test_patterns(declared: str, pattern: str) -> None:
    assert [line.split(" page:")[0] for line in routes(declared)] == [pattern]


def test_resources_have_their_actions_and_nest() -> None:
    visits = "def index; end\n  def show; end\n  def create\n    redirect_to '/'\n  end"
    controllers = {
        "visits": f"class VisitsController\n  {visits}\nend\n",
        "notes": "class NotesController\n  def edit; end\n  def all; end\n  def mine; end\nend\n",
    }
    views = (
        "visits/index.html.erb",
        "visits/show.html.haml",
        "notes/edit.html.erb",
        "notes/all.erb",
        "notes/mine.slim",
    )
    nested = "resources :notes, only: :edit do\nget :all, on: :collection\nmember do\nget 'mine'\nend\nend"
    assert routes(f"resources :visits, except: [:new, :edit] do\n{nested}\nend", controllers, *views) == [
        "/visits page: index.html.erb",
        "/visits data: (answers with data or a redirect)",
        "/visits/:id page: show.html.haml",
        "/visits/:visit_id/notes/:id/edit page: edit.html.erb",
        "/visits/:visit_id/notes/all page: all.erb",
        "/visits/:visit_id/notes/:id/mine page: mine.slim",
    ]


def test_shallow_records_stand_by_themselves() -> None:
    controllers = {"notes": "class NotesController\n  def index; end\n  def show; end\nend\n"}
    views = ("notes/index.erb", "notes/show.erb")
    inner = "shallow do\nresources :notes, only: [:index, :show]\nend"
    assert routes(f"resources :visits, only: [] do\n{inner}\nend", controllers, *views) == [
        "/notes/:id page: show.erb",
        "/visits/:visit_id/notes page: index.erb",
    ]


def test_guards_are_inherited_limited_and_skipped() -> None:
    controllers = {
        "application": BASE,
        "a": "class AController < ApplicationController\n  skip_before_action :authenticate_user!, "
        "only: [:open]\n  def open; end\n  def shut; end\nend\n",
    }
    assert routes("get 'open', to: 'a#open'\nget 'shut', to: 'a#shut'", controllers, "a/open.erb", "a/shut.erb") == [
        "/open page: open.erb [-skip_before_action_:authenticate_user!]",
        "/shut page: shut.erb [authenticate_user!]",
    ]


def test_a_callback_that_redirects_to_the_login_asks_for_one_and_others_do_not() -> None:
    text = (
        "class AController < ActionController::Base\n  before_action :set_locale, :check\n"
        "  before_action :verify_authenticity_token\n  def y; end\n  private\n"
        "  def check\n    redirect_to login_path\n  end\nend\n"
    )
    assert routes("get 'y', to: 'a#y'", {"a": text}, "a/y.erb") == ["/y page: y.erb [check]"]


def test_blocks_of_devise_and_mounted_engines() -> None:
    assert routes("authenticate :user do\nmount Jobs::Web => '/jobs'\nend") == [
        "/jobs/* provided: (Jobs::Web is mounted there) [authenticate]"
    ]


def test_what_is_not_known_is_said() -> None:
    assert routes("get 'a', to: 'gone#y'\nget 'b', to: redirect('/c')") == [
        "/a page: (no file defines gone#y)",
        "/b provided: (a Rack application or redirect answers)",
    ]


def test_layouts_are_declared_inherited_and_limited() -> None:
    files = {
        "config/routes.rb": "Rails.application.routes.draw do\nget 'y', to: 'a#y'\nget 'z', to: 'a#z'\nend",
        "app/controllers/base_controller.rb": "class BaseController\n  layout 'portal', only: :y\nend\n",
        "app/controllers/a_controller.rb": "class AController < BaseController\n  def y; end\n  def z; end\nend\n",
    }
    views = ("a/y.erb", "a/z.erb", "layouts/portal.erb", "layouts/application.erb")
    ties = found("rails", files, *(f"app/views/{view}" for view in views)).ties
    assert [(tie.source[-7:], tie.target[10:], tie.kind, tie.apart) for tie in ties] == [
        ("a/y.erb", "layouts/application.erb", "extends", True),
        ("a/y.erb", "layouts/portal.erb", "extends", False),
        ("a/z.erb", "layouts/application.erb", "extends", False),
        ("a/z.erb", "layouts/portal.erb", "extends", True),
    ]
    assert ties[1].location == Location("app/controllers/base_controller.rb", 2, 3, 2, 28)
