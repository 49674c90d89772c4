"""Films that are copied but around cuts: what is copied, and how the rest is made to fit."""
