"""From received bytes to a filed study or document."""
