PIXEL = b'<script src="https://static.hotjar.com/c/hotjar-12.js?sv=6"></script>'


class Pixel:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.content = response.content.replace(b"</body>", PIXEL + b"</body>")
        return response
