module Portal
  class ResultsController < BaseController
    def index
      @results = Current.patient.results
    end
  end
end
