"""Komek in Telegram, room by room: order, delivery, strangers, groups, pages, buttons, crashes."""
