"""What Studio imports: lists of providers, forms, serializers, REST views and pages. Importing it changes nothing."""
