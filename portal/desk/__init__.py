"""The desk (工作台): phone pages for those who look after households and the people in them."""
