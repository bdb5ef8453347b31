"""The register: reference facts as rows."""
