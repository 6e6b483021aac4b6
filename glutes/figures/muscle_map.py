def muscle_map_svg(strengths):
    return ""
