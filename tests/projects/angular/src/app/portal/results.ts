import { Component } from '@angular/core';

@Component({ templateUrl: './results.html' })
export class Results {}
