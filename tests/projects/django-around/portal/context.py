from django.utils.safestring import mark_safe


def analytics(request):
    return {"head": mark_safe('<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234"></script>')}
