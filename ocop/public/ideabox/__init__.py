"""The idea box: anybody offers a product idea on a phone, without an account, and follows it by a link."""
