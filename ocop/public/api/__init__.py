"""Open data: public indicators for programs, over the same functions the offices ask."""
