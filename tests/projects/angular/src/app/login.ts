import { Component } from '@angular/core';

@Component({ template: '<form><input name="email" type="email"></form>' })
export class Login {}
