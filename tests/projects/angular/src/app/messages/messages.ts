import { Component } from '@angular/core';

@Component({ template: '<h1>Your messages</h1>' })
export default class Messages {}
