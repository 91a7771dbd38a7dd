// code of the framework
