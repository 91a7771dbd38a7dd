<p>Content</p>
