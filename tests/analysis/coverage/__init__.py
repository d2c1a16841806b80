"""How often each interval and each test is right: every outcome summed, no simulation error."""
