"""Passwords: hashed with argon2id, judged by zxcvbn."""
