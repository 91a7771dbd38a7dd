class Portal::MessagesController < Portal::BaseController
  def index
    render "inbox", layout: false
  end

  def new
  end

  def create
    redirect_to portal_messages_path
  end
end
