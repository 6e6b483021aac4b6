"""The links of a member: the open ones with who opened them."""


def context(request):
    """The values for the page's template."""
    links = request.user.links.open(request.user.local_date()).select_related("routine").prefetch_related("openings")
    return {"shared": [link for link in links if link.routine_id]}
