import "controllers"
