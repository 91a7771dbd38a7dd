var requirejs, require, define;
