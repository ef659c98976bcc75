"""EPCIS 2.0 over HTTP: programs of producers send what was done to lots, and read it."""
