"""Provider lists, forms, serializers, REST views and pages for Studio."""
