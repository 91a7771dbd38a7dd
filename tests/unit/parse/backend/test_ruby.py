from __future__ import annotations

from tests.unit.parse.backend.spelled import outline, spelled

from pixelgate.source import Location

CONTROLLER = """\
module Portal
  class Admin::VisitsController < ApplicationController
    include Authentication
    VIEW = "visits/list".freeze
    layout "portal", only: %i[show edit]
    before_action :authenticate_user!, :except => [:index], if: -> { secure? }
    private

    def show(id, mode = :full)
      require_login
      @visit = Visit.where(patient: 1).find(params[:id])
      return render "visits/#{mode}", layout: false unless allowed?
      render action: "other" + "_one"
    end
  end
end
"""
ROUTES = """\
Rails.application.routes.draw do
  root to: 'home#index'
  resources(:posts, only: [:show]) { get :x, on: :member }
  match '/a', :to => 'x#y', via: [:get, :post]
  authenticate :user, ->(u) { u.admin? } do
    get "p" => "p#i"
  end
end
"""


def test_a_controller() -> None:
    assert spelled(outline("app/controllers/visits_controller.rb", CONTROLLER)) == [
        "module Portal",
        "class Portal.Admin.VisitsController < ApplicationController, Authentication",
        "  @include(<Authentication>)",
        "  @layout('portal', only=['show', 'edit'])",
        "  @before_action('authenticate_user!', except=['index'], if=function)",
        "  @  secure?()",
        "  @private()",
        "variable Portal.Admin.VisitsController.VIEW = 'visits/list'",
        "function Portal.Admin.VisitsController.show(id=<>, mode='full')",
        '  @if(<not allowed?>, <return render "visits/#{mode}", layout: false>)',
        "  require_login()",
        "  Visit.where(patient=1.0)",
        "  .find(<params[:id]>)",
        "  render('visits/'+<mode>, layout=False)",
        "  allowed?()",
        "  render(action='other_one')",
    ]


def test_routes_nest_as_their_blocks_do() -> None:
    assert spelled(outline("config/routes.rb", ROUTES)) == [
        "Rails.application.routes.draw()",
        "  root(to='home#index')",
        "  resources('posts', only=['show'])",
        "    get('x', on='member')",
        "  match('/a', to='x#y', via=['get', 'post'])",
        "  authenticate('user', function)",
        "    u.admin?()",
        "    get({p: 'p#i'})",
    ]


def test_places_are_those_of_the_text_and_a_link_of_a_chain_begins_at_its_name() -> None:
    found = outline("config/routes.rb", "# é😀\nget('é'); Ünit.draw(1).to('😀')\n")
    assert [call.location for call in found.calls] == [
        Location("config/routes.rb", 2, 1, 2, 9),
        Location("config/routes.rb", 2, 11, 2, 23),
    ]
    assert found.calls[1].name == "Ünit.draw"
    assert found.calls[1].chained[0].location == Location("config/routes.rb", 2, 24, 2, 31)


def test_a_method_has_its_last_line() -> None:
    shows = outline("app/controllers/visits_controller.rb", CONTROLLER).definitions[-1]
    assert (shows.location.line, shows.location.end_line) == (9, 14)
