class Portal::VisitsController < Portal::BaseController
  layout "plain"

  def show
    @visit = Current.patient.visits.find(params[:id])
  end
end
