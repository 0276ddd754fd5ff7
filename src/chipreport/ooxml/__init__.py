"""What Word and Excel files have in common: the package, the colours, the charts."""
