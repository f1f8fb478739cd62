-- check: every order names a customer, and sells something for something; returns no rows when it holds
select order_id
from mart.orders
where
    trim(customer_id) = ''
    or quantity <= 0
    or amount <= 0
