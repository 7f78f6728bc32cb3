module example.com/ask

go 1.26.0
