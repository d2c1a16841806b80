"""What was changed because people asked, and whether it helped."""
