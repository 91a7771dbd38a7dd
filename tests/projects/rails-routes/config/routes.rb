Rails.application.routes.draw do
  root to: "home#index"

  namespace :portal do
    resources :results, only: [:index]
    resources :visits, only: %i[show]
    resources :messages, only: [:index, :new, :create]
  end
end
