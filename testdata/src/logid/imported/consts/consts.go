// Package consts has the addresses of everything that the program calls.
package consts

const (
	CreateURL  = "https://api.coze.cn/v1/conversation/create"
	WeatherURL = "https://devapi.qweather.com/v7/weather/now"
	MapURL     = "https://restapi.amap.com/v3"
)
