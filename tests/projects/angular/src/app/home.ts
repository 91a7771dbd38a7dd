import { Component } from '@angular/core';

@Component({ template: '<h1>A clinic</h1>' })
export class Home {}
