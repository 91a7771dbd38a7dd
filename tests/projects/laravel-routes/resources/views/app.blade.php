<!doctype html><html><head><title>Portal</title>@inertiaHead</head><body>@inertia</body></html>
