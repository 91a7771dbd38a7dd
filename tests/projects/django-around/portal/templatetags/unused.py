from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def linkedin():
    return format_html('<img src="https://px.ads.linkedin.com/collect?pid={}&fmt=gif">', "1")
