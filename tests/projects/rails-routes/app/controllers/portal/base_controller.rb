class Portal::BaseController < ApplicationController
  layout "portal"
end
